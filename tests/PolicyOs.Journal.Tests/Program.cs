using PolicyOs.Journal.Tests.Crash;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

// The runner's own entry point, and beside it the process that the crash test starts and kills.
if (args is [CrashWriter.Argument, var path])
{
    await CrashWriter.RunAsync(path);
    return 0;
}

return args.Any(argument => argument is "--server" or "--internal-msbuild-node")
    ? await TestPlatformTestFramework.RunAsync(args, PolicyOs.Journal.Tests.SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
