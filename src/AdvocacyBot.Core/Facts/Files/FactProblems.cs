using System.Collections.ObjectModel;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>The problems of a file, which knows at any time how many of them are errors.</summary>
internal sealed class FactProblems : Collection<FactProblem>
{
    public int Errors { get; private set; }

    public void AddRange(IEnumerable<FactProblem> problems)
    {
        foreach (var problem in problems)
            Add(problem);
    }

    protected override void InsertItem(int index, FactProblem item)
    {
        base.InsertItem(index, item);
        if (item.IsError)
            Errors++;
    }
}
