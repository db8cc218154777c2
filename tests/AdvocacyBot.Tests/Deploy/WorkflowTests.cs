using System.Text.RegularExpressions;
using AdvocacyBot.Tests.Docs;
using YamlDotNet.RepresentationModel;

namespace AdvocacyBot.Tests.Deploy;

/// <summary>The workflows of the code host.</summary>
public sealed partial class WorkflowTests
{
    private static readonly string Folder = Path.Combine(DocumentationPage.Root, ".github");

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.yml", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Folder, f))];

    [Theory, MemberData(nameof(Files))]
    public void A_file_is_YAML_and_its_actions_are_named_by_a_release(string file)
    {
        var text = File.ReadAllText(Path.Combine(Folder, file));
        var yaml = new YamlStream();
        using var reader = new StringReader(text);
        yaml.Load(reader);

        Assert.Single(yaml.Documents);
        Assert.All(Used().Matches(text).Select(m => m.Groups["action"].Value), action => Assert.Matches(@"^actions/[a-z-]+@v\d+$", action));
    }

    [Theory, MemberData(nameof(Files))]
    public void Every_project_and_script_that_a_workflow_names_exists(string file)
    {
        var text = File.ReadAllText(Path.Combine(Folder, file));

        Assert.All(Named().Matches(text).Select(m => m.Value), path => Assert.True(Path.Exists(Path.Combine(DocumentationPage.Root, path)), path));
    }

    [GeneratedRegex(@"uses: (?<action>\S+)", RegexOptions.NonBacktracking)]
    private static partial Regex Used();

    [GeneratedRegex(@"(src/[\w./]+|\.ci/\w+|global\.json)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Named();
}
