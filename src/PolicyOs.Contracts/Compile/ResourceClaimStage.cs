using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary><c>resources</c> of session.yaml; they act only under a workflow.</summary>
internal sealed class ResourceClaimStage : IStage
{
    public void Run(Compilation compilation)
    {
        if (compilation.Syntax.Session is not { Resources: { Count: > 0 } resources } session)
        {
            return;
        }

        foreach (SyntaxMapEntry<SessionResourceSyntax> entry in resources)
        {
            if (compilation.Paths.Singular(entry.Value.ExtractFrom?.Path, "a resource") is { } path)
            {
                compilation.ResourceClaims.Add(new ResourceClaim(entry.Name.Value, entry.Value.Type?.Value ?? string.Empty, path));
            }
        }

        compilation.Report.Add(Codes.ResourcesWithoutWorkflow, session.KeyAt("resources"), "`resources` act only under a workflow, and this bundle has none");
    }
}
