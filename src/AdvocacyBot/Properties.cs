using System.Runtime.CompilerServices;
using Microsoft.Extensions.Configuration.UserSecrets;

[assembly: InternalsVisibleTo("AdvocacyBot.Tests")]
[assembly: InternalsVisibleTo("AdvocacyBot.Benchmarks")]
[assembly: UserSecretsId("advocacybot")]
