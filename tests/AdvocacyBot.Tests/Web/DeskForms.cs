using System.Net;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Web;

/// <summary>Forms of the desk as a browser without scripts sends them.</summary>
internal static class DeskForms
{
    extension(HttpClient organizer)
    {
        /// <summary>Sends a form without a file.</summary>
        public Task<(HttpStatusCode Status, string Html)> SendAsync(string path, params (string Name, string Value)[] fields) => organizer.SendFileAsync(path, null, fields);

        /// <summary>Sends a form, with a file if there is one.</summary>
        public async Task<(HttpStatusCode Status, string Html)> SendFileAsync(string path, (string Field, string Name, byte[] Bytes)? file, params (string Name, string Value)[] fields)
        {
            using var form = new MultipartFormDataContent();
            form.Add(new StringContent(FormToken.In(await organizer.GetStringAsync("/desk"))), "_token");
            foreach (var (name, value) in fields)
                form.Add(new StringContent(value), name);
            if (file is var (field, fileName, bytes))
                form.Add(new ByteArrayContent(bytes), field, fileName);
            using var answer = await organizer.PostAsync(path, form);
            return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
        }
    }

    extension(BotHarness bot)
    {
        /// <summary>A browser that acts as an organizer's chat account.</summary>
        public async Task<HttpClient> SignInAsChatAsync(MemberRef organizer)
        {
            bot.Platform.Standings[(organizer.Id, bot.Platform.Home)] = Standing.Organizer;
            var reply = await bot.SayAsync("desk", organizer, organizer: true);
            var desk = bot.Visit();
            await desk.SignInAsync(((Link)((Paragraph)reply.Blocks[0]).Spans[^1]).Address);
            return desk;
        }
    }
}
