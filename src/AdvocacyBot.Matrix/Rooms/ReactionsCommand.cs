using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Matrix.State;

namespace AdvocacyBot.Matrix.Rooms;

/// <summary>Turns answering by reaction on or off in a room, where everyone can see who reacts.</summary>
internal sealed class ReactionsCommand(MatrixStateStore state) : ICommand
{
    private const string Setting = "setting";

    public static CommandSpec Spec { get; } = new("reactions", MatrixTexts.All)
    {
        Audience = Audience.Organizers,
        OnlyOn = MatrixPlatform.PlatformName,
        Options = [new OptionSpec(Setting)],
        IsPrivate = true,
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var (word, room) = (request.Required(Setting), request.Intent.Channel.Id);
        if (SettingWords.IsOff(word))
            state.Change(s => s.RoomsWithoutReactions.Add(room));
        else if (SettingWords.IsOn(word))
            state.Change(s => s.RoomsWithoutReactions.Remove(room));
        else
            return Reply.Tell(request.Language, MatrixTexts.All[request.Language, "reactions.how"]);

        await state.SaveAsync(ct);
        return Reply.Tell(request.Language, MatrixTexts.All[request.Language, SettingWords.IsOff(word) ? "reactions.off" : "reactions.on"]);
    }
}
