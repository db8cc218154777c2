namespace AdvocacyBot.Core.Mobilizations;

/// <summary>How long texts about a mobilization may be, so that every platform can show them whole.</summary>
internal static class Lengths
{
    public const int Line = 200;

    public const int Text = 1_500;
}
