using AdvocacyBot.Tests.Crashes;

/// <summary>
/// The runtime looks for this name, outside of any namespace, in the assemblies that <c>DOTNET_STARTUP_HOOKS</c> lists and calls
/// it before the program begins: so the real executable can be made to die at a step, and knows nothing of it.
/// https://github.com/dotnet/runtime/blob/main/docs/design/features/host-startup-hook.md
/// </summary>
#pragma warning disable CA1050, MA0047 // The name is the runtime's.
internal static class StartupHook
#pragma warning restore CA1050, MA0047
{
    public static void Initialize() => DieAt.Arm();
}
