using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AdvocacyBot.Core;

namespace AdvocacyBot.Tests.Architecture;

public sealed partial class DocumentationTests
{
    [Fact]
    public void Every_public_type_of_Core_says_what_it_is()
    {
        var documented = XDocument.Load(Path.ChangeExtension(typeof(CoreSetup).Assembly.Location, ".xml"))
            .Descendants("member")
            .Where(m => m.Element("summary") is { } summary && summary.Value.Trim().Length > 0)
            .Select(m => m.Attribute("name")!.Value)
            .ToHashSet(StringComparer.Ordinal);

        var silent = typeof(CoreSetup).Assembly.GetExportedTypes()
            .Where(type => !type.Name.StartsWith('<') && !type.Namespace!.Contains("Migrations", StringComparison.Ordinal))
            .Select(type => $"T:{type.FullName!.Replace('+', '.')}")
            .Where(name => !name.Contains('<', StringComparison.Ordinal) && !documented.Contains(name));

        Assert.Empty(silent);
    }

    [Fact]
    public void The_tests_that_prove_promises_of_privacy_exist()
    {
        var text = File.ReadAllText(Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", "docs", "privacy.md")));
        var named = TestName().Matches(text).Select(m => m.Groups["name"].Value).ToList();
        var existing = typeof(DocumentationTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(m => m.GetCustomAttributes<FactAttribute>().Any()).Select(m => $"{type.Name}.{m.Name}"))
            .ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, name => !existing.Contains(name));
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;

    [GeneratedRegex(@"`(?<name>\w+Tests\.\w+)`", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex TestName();
}
