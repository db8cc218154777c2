namespace AdvocacyBot.Settings;

/// <summary>Splits lists that are given as one value with commas, such as <c>Discord__GuildIds=1,2</c>, into the items that are bound.</summary>
internal static class ListSettings
{
    private const StringSplitOptions Options = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    public static void Split(SettingsDraft draft)
    {
        foreach (var section in SettingsSection.All)
        {
            foreach (var list in section.Properties.Where(p => p.PropertyType == typeof(IReadOnlyList<string>)))
                Split(draft, section.Key(list));
        }
    }

    private static void Split(SettingsDraft draft, string key)
    {
        var items = new List<string>();
        if (draft.Values.Remove(key, out var all))
            items.AddRange(all.Split(',', Options));
        foreach (var below in draft.KeysBelow(key).ToList())
        {
            draft.Values.Remove(below, out var some);
            items.AddRange(some!.Split(',', Options));
        }

        for (var i = 0; i < items.Count; i++)
            draft.Values[$"{key}:{i}"] = items[i];
    }
}
