using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("AdvocacyBot.Tests")]
[assembly: InternalsVisibleTo("AdvocacyBot.Benchmarks")]
