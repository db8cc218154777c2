using System.Text.RegularExpressions;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Communities;

/// <summary>How somebody gets a second account, or another place, into a community.</summary>
internal static class SecondAccounts
{
    extension(BotHarness bot)
    {
        /// <summary>A code with which another place joins, as an organizer gets it.</summary>
        public async Task<string> PlaceCodeAsync(MemberRef? member = null, ChannelRef? channel = null) =>
            PlainText.Write(await bot.SayAsync("places code", member, organizer: true, channel: channel, command: true))["Code: ".Length..].Split('.')[0];

        /// <summary>Announces the first action, and links two accounts in it.</summary>
        public async Task LinkAsync(MemberRef first, MemberRef second)
        {
            var preview = await bot.SayAsync("announce \"Vigil\" 31 May 2099 7am at \"The square\"", organizer: true, command: true);
            await bot.ChooseAsync(preview.Choices[0].Id, organizer: true);
            var given = PlainText.Write(await bot.SayAsync("link 1", first, command: true));
            var code = Regex.Match(given, "code 1 (?<code>[A-Z0-9]{10})", RegexOptions.NonBacktracking).Groups["code"].Value;
            await bot.ChooseAsync($"link:1:{code}", second);
        }
    }
}
