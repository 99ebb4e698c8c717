using PolicyOs.Contracts;
using PolicyOs.Contracts.Diagnostics;

namespace PolicyOs.Mcp.Commands;

/// <summary>Findings in a bundle, as commands that serve it print them.</summary>
internal static class BundleReport
{
    /// <summary>Whether the folder of a bundle is there; says so where it is not, which is <see cref="Hosting.ExitCodes.CannotStart"/>.</summary>
    public static bool IsThere(string directory)
    {
        if (Directory.Exists(directory))
        {
            return true;
        }

        Console.Error.WriteLine($"policyos: error: there is no folder `{directory}`");
        return false;
    }

    /// <summary>Writes every finding, and why nothing is served when there is an error.</summary>
    public static void Write(BundleLoad load, TextWriter error)
    {
        foreach (Diagnostic finding in load.Diagnostics)
        {
            error.WriteLine(finding);
            if (finding.Help is not null)
            {
                error.WriteLine("  help: " + finding.Help);
            }
        }

        if (load.Bundle is null)
        {
            error.WriteLine("policyos: error: the bundle has errors and is not served");
        }
    }
}
