namespace AdvocacyBot.Core.Facts.Files;

/// <summary>The files that the bot comes with.</summary>
internal static class Bundled
{
    public static StreamReader Open(string name) =>
        new(typeof(Bundled).Assembly.GetManifestResourceStream($"AdvocacyBot.Core.Facts.Bundled.{name}")
            ?? throw new InvalidOperationException($"{name} is not in the assembly."));
}
