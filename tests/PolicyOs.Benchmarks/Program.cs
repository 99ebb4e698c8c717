using BenchmarkDotNet.Running;
using PolicyOs.Benchmarks;
using PolicyOs.Benchmarks.Cel;
using PolicyOs.Benchmarks.Contracts;
using PolicyOs.Benchmarks.Engine;
using PolicyOs.Benchmarks.Journal;
using PolicyOs.Benchmarks.Load;
using PolicyOs.Benchmarks.Load.Http;
using PolicyOs.Benchmarks.Observability;
using PolicyOs.Testing;

if (args is ["journal", .. var rest])
{
    await JournalLoad.RunAsync(rest is [var folder, ..] ? folder : Path.Combine(Path.GetTempPath(), "policyos-journal-load"));
    return;
}

if (args is ["load", "--http", .. var served])
{
    string report = RepositoryRoot.At("tests", "PolicyOs.Benchmarks", "results", "load-http.md");
    Environment.ExitCode = await HttpLoadRunner.RunAsync(await LoadProgram.FindAsync(served is [var path, ..] ? path : null), report);
    return;
}

if (args is ["cel"])
{
    RuleLoad.Run();
    return;
}

if (args is ["contracts", .. var published])
{
    LargeBundleLoad.Run(await LoadProgram.FindAsync(published is [var executable, ..] ? executable : null));
    return;
}

if (args is ["engine"])
{
    EngineFigures.Run();
    return;
}

if (args is ["sdk-server"])
{
    await SdkServer.RunAsync();
    return;
}

if (args is ["mutations"])
{
    Mutations.Run();
    return;
}

if (args is ["golden"])
{
    GoldenSuite.Run();
    return;
}

if (args is ["store", .. var executables])
{
    await StoreCost.RunAsync(
        await LoadProgram.FindAsync(executables is [var built, ..] ? built : null), RepositoryRoot.At("tests", "PolicyOs.Benchmarks", "results", "store.md"));
    return;
}

if (args is ["load", .. var program])
{
    string report = RepositoryRoot.At("tests", "PolicyOs.Benchmarks", "results", "load.md");
    Environment.ExitCode = await LoadRunner.RunAsync(await LoadProgram.FindAsync(program is [var path, ..] ? path : null), report);
    return;
}

if (args is ["telemetry", .. var programs])
{
    await TelemetryFigures.RunAsync(await LoadProgram.FindAsync(programs is [var own, ..] ? own : null), programs is [_, var before] ? before : null);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(LoadRunner).Assembly).Run(args);
