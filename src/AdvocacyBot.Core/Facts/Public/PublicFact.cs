using System.Text.Json.Serialization;
using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Core.Facts.Public;

/// <summary>A published fact as pages and programs see it.</summary>
/// <param name="Id">Such as F-0012.</param>
/// <param name="Topic">The topic's slug.</param>
/// <param name="TopicName">In the reader's language.</param>
/// <param name="Statement">The whole of it in one sentence.</param>
/// <param name="When">The time it is about in words; null if the source gives none.</param>
public sealed record PublicFact(string Id, string Topic, string TopicName, string Statement, string? When)
{
    /// <summary>The first day it is about.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day it is about.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The figure; null if it is none.</summary>
    public decimal? Value { get; init; }

    /// <summary>What the figure counts, or the currency's ISO 4217 code.</summary>
    public string? Unit { get; init; }

    /// <summary>Slugs of the countries it is about.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    public IReadOnlyList<PublicSource> Sources { get; init; } = [];

    /// <summary>Its place in a chart; null unless it is a figure of a single year.</summary>
    [JsonIgnore]
    public FactPoint? Point { get; init; }
}

/// <summary>Who says a fact.</summary>
/// <param name="Publisher">In the reader's language.</param>
/// <param name="Via">Through whom it is known; null if it was read directly.</param>
/// <param name="Published">An EDTF date.</param>
public sealed record PublicSource(string Publisher, string? Via, string? Title, string? Published, string? Url);

/// <summary>A fact with what its own page shows besides.</summary>
/// <param name="Card">Its card, with sources, certainty and a citation.</param>
/// <param name="History">Its approved versions, the newest first.</param>
/// <param name="Alike">The facts on the same thing in any year, itself included.</param>
public sealed record PublicFactPage(PublicFact Fact, Reply Card, IReadOnlyList<PublicRevision> History, IReadOnlyList<PublicFact> Alike);

/// <summary>A step in a fact's life. Who took it is not public.</summary>
/// <param name="At">UTC.</param>
/// <param name="Action">Such as approved.</param>
public sealed record PublicRevision(int Version, string Action, DateTime At, string? Reason);

/// <summary>What a search of facts asks for; null for everything.</summary>
/// <param name="Topic">A slug.</param>
/// <param name="Country">A slug.</param>
/// <param name="FromYear">The first year.</param>
/// <param name="ToYear">The last year.</param>
public sealed record PublicFactQuery(string? Topic = null, string? Country = null, int? FromYear = null, int? ToYear = null);

/// <summary>A page of the facts that a search has found.</summary>
/// <param name="Facts">By topic and time.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Page">From 1.</param>
/// <param name="Pages">How many pages there are; at least 1.</param>
public sealed record PublicFactList(IReadOnlyList<PublicFact> Facts, int Total, int Page, int Pages);

/// <summary>A fact with the time of its last approved change.</summary>
/// <param name="ChangedAt">UTC.</param>
public sealed record ChangedFact(PublicFact Fact, DateTime ChangedAt);

/// <summary>A name by which facts can be searched.</summary>
public sealed record PublicTerm(string Slug, string Name);
