using System.Reflection;
using System.Text.Json.Serialization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Web;

namespace AdvocacyBot.Tests.Web;

/// <summary>The room's script must know every part that a reply can have: one that it does not know leaves the page empty.</summary>
public sealed class PageScriptTests
{
    [Theory]
    [InlineData(typeof(Block))]
    [InlineData(typeof(Span))]
    public async Task The_script_shows_every_kind_of_block_and_span(Type part)
    {
        await using var stream = typeof(WebSetup).Assembly.GetManifestResourceStream("AdvocacyBot.Web.wwwroot.messages.js")!;
        var script = await new StreamReader(stream).ReadToEndAsync();

        foreach (var kind in part.GetCustomAttributes<JsonDerivedTypeAttribute>().Select(a => (string)a.TypeDiscriminator!))
            Assert.True(script.Contains($"{kind}: (", StringComparison.Ordinal), $"messages.js does not show \"{kind}\"");
    }
}
