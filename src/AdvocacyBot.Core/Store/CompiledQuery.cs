using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Metadata;

namespace AdvocacyBot.Core.Store;

/// <summary>
/// A query that runs so often that translating it costs more than running it. A compiled query belongs to one model, so there is
/// one for each kind of database.
/// </summary>
/// <param name="compile">Calls one of EF's <c>CompileAsyncQuery</c>.</param>
internal sealed class CompiledQuery<TQuery>(Func<TQuery> compile)
    where TQuery : Delegate
{
    private readonly ConditionalWeakTable<IModel, TQuery> byModel = [];

    public TQuery On(BotDb db) => byModel.GetValue(db.Model, _ => compile());
}
