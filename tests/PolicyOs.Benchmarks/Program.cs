using BenchmarkDotNet.Running;
using PolicyOs.Benchmarks.Journal;

if (args is ["journal", .. var rest])
{
    await JournalLoad.RunAsync(rest is [var folder, ..] ? folder : Path.Combine(Path.GetTempPath(), "policyos-journal-load"));
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
