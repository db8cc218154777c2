using System.Xml.Linq;
using AdvocacyBot.Core;

namespace AdvocacyBot.Tests.Architecture;

public sealed class DocumentationTests
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
}
