using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>A setting of a mobilization as organizers are shown it.</summary>
internal sealed record SettingField(string Label, IReadOnlyList<Span> Value)
{
    public Field Field => new(Label, Value);
}
