using System.Security.Cryptography;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Web.Sessions;
using Microsoft.Net.Http.Headers;

namespace AdvocacyBot.Web.Public;

/// <summary>The steps that all public pages share.</summary>
internal static class PublicPages
{
    /// <summary>
    /// Maps pages for everybody. They exist only if the operator has given the bot a public name, or if only this machine can reach it.
    /// They show the first community.
    /// </summary>
    public static RouteGroupBuilder MapPublic(this IEndpointRouteBuilder routes, WebSettings settings) =>
        routes.MapGroup("").AddEndpointFilter(async (context, next) =>
        {
            if (settings.PublicUrl is null && !WebSettings.IsLoopback(settings.Url))
                return TypedResults.NotFound();

            var http = context.HttpContext;
            http.RequestServices.GetRequiredService<CommunityScope>().Enter(Community.FirstId);
            // What a visitor without a cookie sees is the same for all, so that proxies may keep it for a moment.
            if (MemberCookie.Read(http) is null && HttpMethods.IsGet(http.Request.Method))
            {
                http.Response.Headers.CacheControl = "public, max-age=30";
                http.Response.Headers.Vary = "Accept-Language, Cookie";
            }

            return await next(context);
        });

    /// <summary>The page's language: the one in its address, else as everywhere. Switching sets no cookie on a public page.</summary>
    public static Language LanguageOf(HttpContext http) => LanguageNames.FromLocale(http.Request.Query["lang"]) ?? PageLanguage.Of(http);

    /// <summary>Bytes with their digest as ETag, so that a program that has them already gets 304.</summary>
    public static IResult Tagged(byte[] bytes, string mediaType) =>
        TypedResults.Bytes(bytes, mediaType, entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))}\""));

    /// <summary>The address under which others reach a path.</summary>
    public static Uri AddressOf(HttpContext http, WebSettings settings, string path) =>
        new(settings.PublicUrl ?? new Uri($"{http.Request.Scheme}://{http.Request.Host}"), path);
}
