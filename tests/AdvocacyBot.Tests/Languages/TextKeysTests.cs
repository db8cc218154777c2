using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using AdvocacyBot.TextKeys;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AdvocacyBot.Tests.Languages;

/// <summary>A mistyped key does not compile, however it reaches the texts.</summary>
public sealed class TextKeysTests
{
    private const string Source =
        """
        using AdvocacyBot.Core.Chat;
        using AdvocacyBot.Core.Facts;
        using AdvocacyBot.Core.Languages;

        static class Sample
        {
            static string Write(Language language, bool yes, int count, string part, Texts texts) => EXPRESSION;
            static string Passed(Language language, [TextKey(typeof(ChatTexts))] string key) => ChatTexts.All[language, key];
            static string Unmarked(Language language, string key) => UNMARKED;
        }
        """;

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    [Theory]
    [InlineData("ChatTexts.All[language, \"limited\"]")]
    [InlineData("ChatTexts.All[language, yes ? \"limited\" : \"refused\"]")]
    [InlineData("ChatTexts.All[language, count switch { 1 => \"limited\", _ => \"refused\" }]")]
    [InlineData("ChatTexts.All.Format(language, $\"quota.{part}\", 1)")]
    [InlineData("ChatTexts.All[language, \"quota.\" + part]")]
    [InlineData("texts[language, \"limited\"]")]
    [InlineData("Passed(language, \"limited\")")]
    public async Task Key_with_a_text_compiles(string expression) => Assert.Empty(await CheckAsync(expression));

    [Theory]
    [InlineData("ChatTexts.All[language, \"limitedd\"]")]
    [InlineData("FactTexts.All[language, \"limited\"]")]
    [InlineData("ChatTexts.All.Format(language, \"limitedd\", 1)")]
    [InlineData("ChatTexts.All.Find(language, \"limitedd\")!")]
    [InlineData("ChatTexts.All.FormatCount(language, \"limited\", count)")]
    [InlineData("ChatTexts.All[language, yes ? \"limited\" : \"refusedd\"]")]
    [InlineData("ChatTexts.All[language, count switch { 1 => \"limited\", _ => \"refusedd\" }]")]
    [InlineData("ChatTexts.All.Format(language, $\"quotas.{part}\", 1)")]
    [InlineData("ChatTexts.All[language, \"quotas.\" + part]")]
    [InlineData("texts[language, \"limitedd\"]")]
    [InlineData("Passed(language, \"limitedd\")")]
    public async Task Mistyped_key_does_not_compile(string expression) => Assert.Equal("ABT001", Assert.Single(await CheckAsync(expression)).Id);

    [Fact]
    public async Task Parameter_that_is_used_as_a_key_has_to_be_marked() =>
        Assert.Equal("ABT002", Assert.Single(await CheckAsync("\"\"", "ChatTexts.All[language, key]")).Id);

    private static async Task<ImmutableArray<Diagnostic>> CheckAsync(string expression, string unmarked = "key")
    {
        var source = Source.Replace("EXPRESSION", expression, StringComparison.Ordinal).Replace("UNMARKED", unmarked, StringComparison.Ordinal);
        // Under this name, the sample sees what the tests see.
        var compilation = CSharpCompilation.Create(
            typeof(TextKeysTests).Assembly.GetName().Name, [CSharpSyntaxTree.ParseText(source)], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        return await compilation.WithAnalyzers([new TextKeyAnalyzer()], new AnalyzerOptions(Resources())).GetAnalyzerDiagnosticsAsync();
    }

    private static ImmutableArray<AdditionalText> Resources([CallerFilePath] string here = "")
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "src"));
        return [.. Directory.EnumerateFiles(root, "*Texts.resx", SearchOption.AllDirectories).Select(file => new ResourceFile(file))];
    }

    private sealed class ResourceFile(string path) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(File.ReadAllText(path));
    }
}
