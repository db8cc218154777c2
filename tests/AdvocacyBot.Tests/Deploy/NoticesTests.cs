using System.Text.Json;
using AdvocacyBot.Tests.Docs;

namespace AdvocacyBot.Tests.Deploy;

public sealed class NoticesTests
{
    /// <summary>Packages that take part in a build and are not in its result.</summary>
    private static readonly string[] OnlyForBuilding = ["Meziantou.Analyzer", "MinVer", "Microsoft.EntityFrameworkCore.Analyzers"];

    [Fact]
    public void A_build_contains_the_licences_of_all_its_packages()
    {
        var notices = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "THIRD-PARTY-NOTICES.txt"));
        using var locked = JsonDocument.Parse(File.ReadAllText(Path.Combine(DocumentationPage.Root, "src", "AdvocacyBot", "packages.lock.json")));
        var packages = locked.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject())
            .Where(package => package.Value.GetProperty("type").GetString() != "Project")
            .Select(package => package.Name)
            .Except(OnlyForBuilding)
            .ToList();

        Assert.NotEmpty(packages);
        Assert.DoesNotContain(packages, package => !notices.Contains($"\n  {package}: ", StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "LICENSE")));
    }
}
