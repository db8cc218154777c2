using System.Globalization;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Languages;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>Writes terms, sources and facts as YAML that <see cref="FactFile"/> reads.</summary>
internal static class FactYaml
{
    public static void Write(
        TextWriter text, IReadOnlyList<KnownTerm> terms, IEnumerable<(Source Source, string Publisher, string? Via)> sources, IEnumerable<FactRecord> facts)
    {
        var emitter = new Emitter(text, new EmitterSettings(2, int.MaxValue, false, 1_024));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart());
        emitter.Emit(new MappingStart());
        emitter.Emit(new Scalar("terms"));
        emitter.Emit(new MappingStart());
        foreach (var term in terms)
            Write(emitter, term);
        emitter.Emit(new MappingEnd());
        emitter.Emit(new Scalar("sources"));
        emitter.Emit(new MappingStart());
        foreach (var (source, publisher, via) in sources)
            Write(emitter, source, publisher, via);
        emitter.Emit(new MappingEnd());
        emitter.Emit(new Scalar("facts"));
        emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, true, SequenceStyle.Block));
        foreach (var fact in facts)
            Write(emitter, fact);
        emitter.Emit(new SequenceEnd());
        emitter.Emit(new MappingEnd());
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
    }

    private static void Write(Emitter emitter, KnownTerm term)
    {
        emitter.Emit(new Scalar(term.Slug));
        emitter.Emit(new MappingStart());
        Pair(emitter, "kind", term.Kind.ToString().ToLowerInvariant());
        foreach (var language in term.Names.Where(n => n.Role != NameRole.Hint).GroupBy(n => n.Language).OrderBy(g => g.Key))
        {
            emitter.Emit(new Scalar(language.Key.Code));
            emitter.Emit(new MappingStart());
            foreach (var role in language.GroupBy(n => n.Role).OrderBy(g => g.Key))
                Values(emitter, role.Key.ToString().ToLowerInvariant(), [.. role.Select(n => n.Text)]);
            emitter.Emit(new MappingEnd());
        }

        Values(emitter, "broader", term.Broader);
        Values(emitter, "hints", [.. term.Names.Where(n => n.Role == NameRole.Hint).Select(n => n.Text)]);
        emitter.Emit(new MappingEnd());
    }

    private static void Write(Emitter emitter, Source source, string publisher, string? via)
    {
        emitter.Emit(new Scalar(source.Slug));
        emitter.Emit(new MappingStart());
        Pair(emitter, "publisher", publisher);
        Pair(emitter, "via", via);
        Pair(emitter, "title", source.Title);
        Pair(emitter, "url", source.Url);
        Pair(emitter, "archive", source.ArchiveUrl);
        Pair(emitter, "published", source.Published);
        Pair(emitter, "accessed", source.Accessed?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Pair(emitter, "language", source.Language.Code);
        Pair(emitter, "kind", source.Kind.ToString().ToLowerInvariant());
        emitter.Emit(new MappingEnd());
    }

    private static void Write(Emitter emitter, FactRecord fact)
    {
        emitter.Emit(new MappingStart());
        foreach (var column in FactColumns.Flat)
            Values(emitter, column, fact.List(column));

        emitter.Emit(new MappingEnd());
    }

    private static void Values(Emitter emitter, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            return;
        emitter.Emit(new Scalar(name));
        if (values.Count == 1)
        {
            emitter.Emit(Value(values[0]));
            return;
        }

        emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, true, SequenceStyle.Flow));
        foreach (var value in values)
            emitter.Emit(Value(value));
        emitter.Emit(new SequenceEnd());
    }

    private static void Pair(Emitter emitter, string name, string? value)
    {
        if (value is null)
            return;
        emitter.Emit(new Scalar(name));
        emitter.Emit(Value(value));
    }

    /// <summary>In quotation marks, so that no value is read as anything but text.</summary>
    private static Scalar Value(string value) =>
        new(AnchorName.Empty, TagName.Empty, value, ScalarStyle.DoubleQuoted, isPlainImplicit: true, isQuotedImplicit: true);
}
