using PolicyOs.Contracts.Diagnostics;

namespace PolicyOs.Contracts.Compile.Checks;

/// <summary>What a client may say that a session is for is one of <c>purpose</c> (spec 3.4): without any it may say nothing.</summary>
internal sealed class PurposeChoice : IStage
{
    public void Run(Compilation compilation)
    {
        if (compilation.Syntax.Session is { PurposeSource.Value: true, Purpose.IsPresent: false } session)
        {
            compilation.Report.Add(
                Codes.KeyWithoutEffect, session.KeyAt("purpose_source"), "`purpose_source: client` has nothing to choose from", "write `purpose`, a list of what sessions may be for");
        }
    }
}
