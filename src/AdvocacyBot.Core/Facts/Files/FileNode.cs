using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>A piece of a YAML file with the place where it stands. Aliases, anchors and tags are refused: a fact file needs none, a bomb does.</summary>
internal abstract record FileNode(int Line, int Column)
{
    private const int Deepest = 12;

    /// <summary>Reads the first document; null if the text is empty or not YAML. Problems say where and why.</summary>
    public static FileNode? Read(TextReader text, FactProblems problems)
    {
        try
        {
            var parser = new Parser(text);
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
                return null;
            return Next(parser, problems, 0);
        }
        catch (YamlException e)
        {
            problems.Add(FactProblem.Error((int)e.Start.Line, (int)e.Start.Column, "file.yaml", Plain(e.Message)));
            return null;
        }
    }

    private static FileNode Next(IParser parser, FactProblems problems, int depth)
    {
        if (parser.TryConsume<AnchorAlias>(out var alias))
            throw Refused(alias);
        if (parser.Current is NodeEvent { Anchor.IsEmpty: false } or NodeEvent { Tag.IsEmpty: false } || depth > Deepest)
            throw Refused(parser.Current!);

        if (parser.TryConsume<Scalar>(out var scalar))
            return new FileScalar(scalar.Value, At(scalar).Line, At(scalar).Column);

        if (parser.TryConsume<SequenceStart>(out var sequence))
        {
            var items = new List<FileNode>();
            while (!parser.TryConsume<SequenceEnd>(out _))
                items.Add(Next(parser, problems, depth + 1));
            return new FileList(items, At(sequence).Line, At(sequence).Column);
        }

        var start = parser.Consume<MappingStart>();
        var entries = new List<(FileScalar Key, FileNode Value)>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>();
            var name = new FileScalar(key.Value, At(key).Line, At(key).Column);
            var value = Next(parser, problems, depth + 1);
            if (keys.Add(key.Value))
                entries.Add((name, value));
            else
                problems.Add(FactProblem.Error(name.Line, name.Column, "file.twice", key.Value));
        }

        return new FileMap(entries, At(start).Line, At(start).Column);
    }

    private static YamlException Refused(ParsingEvent e) =>
        new(e.Start, e.End, "aliases, anchors, tags and deep nesting are not allowed in a fact file");

    private static (int Line, int Column) At(ParsingEvent e) => ((int)e.Start.Line, (int)e.Start.Column);

    /// <summary>Without the position that the library writes in front: it is shown once, with all others.</summary>
    private static string Plain(string message) => message[(message.LastIndexOf("): ", StringComparison.Ordinal) is var at and >= 0 ? at + 3 : 0)..];
}

/// <summary>A single value.</summary>
internal sealed record FileScalar(string Value, int Line, int Column) : FileNode(Line, Column);

/// <summary>Values in order.</summary>
internal sealed record FileList(IReadOnlyList<FileNode> Items, int Line, int Column) : FileNode(Line, Column);

/// <summary>Names with their values.</summary>
internal sealed record FileMap(IReadOnlyList<(FileScalar Key, FileNode Value)> Entries, int Line, int Column) : FileNode(Line, Column);
