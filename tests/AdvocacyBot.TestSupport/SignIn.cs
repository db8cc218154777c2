namespace AdvocacyBot.TestSupport;

/// <summary>Signs in with a link as a browser does that sends no script: the button of its page is a form.</summary>
internal static class SignIn
{
    extension(HttpClient visitor)
    {
        public async Task<HttpResponseMessage> SignInAsync(Uri link)
        {
            using var form = new FormUrlEncodedContent([KeyValuePair.Create("token", link.Query.Split('=')[1])]);
            return await visitor.PostAsync(new Uri(link, link.AbsolutePath), form);
        }
    }
}
