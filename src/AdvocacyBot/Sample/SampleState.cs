namespace AdvocacyBot.Sample;

/// <summary>Whether this bot shows samples: while nothing else is configured, so that a first run has something to show.</summary>
internal sealed class SampleState
{
    public bool IsOn { get; set; }
}
