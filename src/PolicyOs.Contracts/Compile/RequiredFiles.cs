using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Contracts.Compile;

/// <summary>The five files that every bundle has (spec 1.1).</summary>
internal sealed class RequiredFiles : IStage
{
    public void Run(Compilation compilation)
    {
        foreach (string path in BundleLayout.RootFiles.AsSpan()[..BundleLayout.RequiredCount])
        {
            if (compilation.Source.Find(path) is null && !compilation.Report.HasErrorIn(path))
            {
                compilation.Report.Add(Codes.MissingFile, SourceSpan.StartOf(path), $"the bundle has no `{path}`");
            }
        }

        if (compilation.Source.Find(BundleLayout.Workflow) is not null)
        {
            compilation.Report.Add(Codes.NotSupportedYet, SourceSpan.StartOf(BundleLayout.Workflow), "`workflow.yaml` is not supported yet");
        }
    }
}
