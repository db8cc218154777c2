using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace AdvocacyBot.Web;

/// <summary>Renders a Razor component to HTML on the server. No component outlives its request, so the renderer alone is enough.</summary>
internal static class PageRenderer
{
    public const string HtmlType = "text/html; charset=utf-8";

    public static async Task<IResult> RenderAsync<TPage>(HttpContext http, Dictionary<string, object?> parameters, int status = StatusCodes.Status200OK)
        where TPage : IComponent =>
        TypedResults.Content(await WriteAsync<TPage>(http, parameters), HtmlType, statusCode: status);

    /// <summary>The HTML alone.</summary>
    public static async Task<string> WriteAsync<TPage>(HttpContext http, Dictionary<string, object?> parameters)
        where TPage : IComponent
    {
        var services = http.RequestServices;
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(
            async () => (await renderer.RenderComponentAsync<TPage>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }
}
