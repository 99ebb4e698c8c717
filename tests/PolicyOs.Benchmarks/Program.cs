using BenchmarkDotNet.Running;
using PolicyOs.Benchmarks.Cel;
using PolicyOs.Benchmarks.Contracts;
using PolicyOs.Benchmarks.Engine;
using PolicyOs.Benchmarks.Journal;

if (args is ["journal", .. var rest])
{
    await JournalLoad.RunAsync(rest is [var folder, ..] ? folder : Path.Combine(Path.GetTempPath(), "policyos-journal-load"));
    return;
}

if (args is ["cel"])
{
    RuleLoad.Run();
    return;
}

if (args is ["contracts"])
{
    LargeBundleLoad.Run();
    return;
}

if (args is ["engine"])
{
    EngineFigures.Run();
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
