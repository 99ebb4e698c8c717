using PolicyOs.Operate.Tests;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

// The runner's own entry point, and beside it the server that the gateway under test starts.
if (args is [EffectServer.Argument, var effects])
{
    await EffectServer.RunAsync(effects);
    return 0;
}

return args.Any(argument => argument is "--server" or "--internal-msbuild-node")
    ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
