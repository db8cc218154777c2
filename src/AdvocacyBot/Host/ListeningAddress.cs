using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace AdvocacyBot.Host;

internal static class ListeningAddressExtensions
{
    extension(IServer server)
    {
        /// <summary>Where the server listens, with the port that it was given if port 0 was configured. Only after it has started.</summary>
        public Uri ListeningAddress => new(server.Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }
}
