using PolicyOs.Contracts.Model;

namespace PolicyOs.Mcp.Diagnosis;

/// <summary>Servers that were given a folder which holds the bundle: through their tools an agent could rewrite its own contract (spec 3.12).</summary>
internal static class ExposedBundle
{
    /// <summary>Each server with the argument or variable that gives it the folder.</summary>
    public static IEnumerable<(Server Server, string Given)> In(CompiledBundle bundle)
    {
        foreach (Server server in bundle.Servers)
        {
            if (server.Transport is ServerTransport.Stdio stdio)
            {
                foreach (string given in stdio.Arguments.Concat(stdio.Environment.Select(variable => variable.Value)).Where(given => Holds(given, stdio.WorkingDirectory, bundle.Directory)))
                {
                    yield return (server, given);
                }
            }
        }
    }

    private static bool Holds(string given, string workingDirectory, string bundle)
    {
        if (given.Length == 0 || given.Contains('\0'))
        {
            return false;
        }

        string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(given, workingDirectory));
        return Directory.Exists(folder) && (Real(bundle) + Path.DirectorySeparatorChar).StartsWith(
            Path.TrimEndingDirectorySeparator(Real(folder)) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    private static string Real(string folder) => new DirectoryInfo(folder).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder;
}
