using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Metadata;

namespace AdvocacyBot.Core.Store;

/// <summary>
/// A query that is asked so often that working out what it means costs more than asking it. What EF compiles belongs to one
/// model, and each kind of database has its own.
/// </summary>
/// <param name="compile">Calls one of EF's <c>CompileAsyncQuery</c>.</param>
internal sealed class CompiledQuery<TQuery>(Func<TQuery> compile)
    where TQuery : Delegate
{
    private readonly ConditionalWeakTable<IModel, TQuery> byModel = [];

    public TQuery On(BotDb db) => byModel.GetValue(db.Model, _ => compile());
}
