namespace AdvocacyBot.Tests.Mobilizations.Privacy;

/// <summary>The bot's rules, which record each move of a game with what they show afterwards, so that the bot can be given the same moves.</summary>
internal sealed class RecordedRules(byte[] key) : PublishedRules(key)
{
    private readonly List<GameMove> moves = [];

    public IReadOnlyList<GameMove> Moves => moves;

    public override void Answer(int person, int party)
    {
        base.Answer(person, party);
        moves.Add(new GameMove(GameMoveKind.Answer, person, party, Shown));
    }

    public override void EndBatch()
    {
        base.EndBatch();
        moves.Add(new GameMove(GameMoveKind.EndBatch, 0, 0, Shown));
    }

    public override void Close()
    {
        base.Close();
        moves.Add(new GameMove(GameMoveKind.Close, 0, 0, Shown));
    }
}

/// <param name="Person">Who answers.</param>
/// <param name="Party">With how many, including themselves; 0 for "no".</param>
/// <param name="Shown">What the rules show afterwards.</param>
internal sealed record GameMove(GameMoveKind Kind, int Person, int Party, int Shown);

internal enum GameMoveKind
{
    Answer,
    EndBatch,
    Close,
}
