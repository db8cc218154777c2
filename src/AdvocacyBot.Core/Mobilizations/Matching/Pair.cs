namespace AdvocacyBot.Core.Mobilizations.Matching;

/// <summary>
/// Two people who are matched, as one of them sees it. Buddies each name the other in their row; a rider's row alone names the driver and
/// holds what both have accepted, because a driver may take several.
/// </summary>
internal sealed record Pair(Seeker Own, Seeker Other)
{
    public bool HasAccepted => Own.Side == MatchSide.Offers ? Other.PartnerHasAccepted : Own.HasAccepted;

    public bool OtherHasAccepted => Other.Side == MatchSide.Offers ? Own.PartnerHasAccepted : Other.HasAccepted;

    /// <summary>Whether both have accepted, so that each may see the other's contact.</summary>
    public bool IsMade => HasAccepted && OtherHasAccepted;

    /// <summary>The rows that name the other person.</summary>
    private IEnumerable<Seeker> Holders => new[] { Own, Other }.Where(s => s.Side != MatchSide.Offers);

    /// <param name="until">Until when both have to accept, UTC.</param>
    public void Begin(DateTime until)
    {
        foreach (var one in Holders)
            (one.Partner, one.HasAccepted, one.PartnerHasAccepted, one.PairedUntil) = ((one == Own ? Other : Own).Person, false, false, until);
    }

    /// <summary>The person whose view this is accepts; when both have, the match no longer expires.</summary>
    public void Accept()
    {
        if (Own.Side == MatchSide.Offers)
            Other.PartnerHasAccepted = true;
        else
            Own.HasAccepted = true;
        if (!IsMade)
            return;
        foreach (var one in Holders)
            one.PairedUntil = null;
    }

    public void Part()
    {
        foreach (var one in Holders)
            (one.Partner, one.HasAccepted, one.PartnerHasAccepted, one.PairedUntil) = (null, false, false, null);
    }
}
