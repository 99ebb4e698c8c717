using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Upstream;

namespace PolicyOs.Gateway.Pinning;

/// <summary>
/// The files that a stdio server's command line starts, by their content (spec 3.6, a server's identity): the program, and what it is given to
/// run. What a launcher such as npx fetches, and what a program loads later, is not among them.
/// </summary>
internal static class ProgramFiles
{
    // Updated with the system and the same for every server that runs on them; what they run is what counts.
    private static readonly FrozenSet<string> s_runners = new[]
    {
        "node", "npx", "npm", "pnpm", "pnpx", "yarn", "bun", "bunx", "deno", "dotnet", "dnx", "python", "python3", "uv", "uvx", "pipx", "java", "ruby", "php",
        "perl", "docker", "podman", "sh", "bash", "zsh", "env",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Arguments name data too, and data changes; these endings name code.
    private static readonly FrozenSet<string> s_code = new[]
    {
        ".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".py", ".pyz", ".dll", ".jar", ".rb", ".php", ".pl", ".sh", ".wasm", ".exe",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Lower-case hex SHA-256 of each file, by command or argument as it is written.</summary>
    public static ImmutableSortedDictionary<string, string> Digests(ServerTransport transport, UpstreamSettings settings)
    {
        ImmutableSortedDictionary<string, string>.Builder files = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (transport is not ServerTransport.Stdio stdio || stdio.Command == "policyos")
        {
            return files.ToImmutable();
        }

        string? program = CommandLookup.Find(
            stdio.Command, stdio.WorkingDirectory, settings.Environment["PATH"] as string, settings.Environment["PATHEXT"] as string);
        if (program is not null && !s_runners.Contains(Path.GetFileNameWithoutExtension(stdio.Command)))
        {
            Add(files, stdio.Command, program);
        }

        foreach (string argument in stdio.Arguments.Where(argument => s_code.Contains(Path.GetExtension(argument))))
        {
            Add(files, argument, Path.GetFullPath(argument, stdio.WorkingDirectory));
        }

        return files.ToImmutable();
    }

    private static void Add(ImmutableSortedDictionary<string, string>.Builder files, string written, string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            files[written] = Convert.ToHexStringLower(SHA256.HashData(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No file of that name: an argument that only looks like one. A program that cannot be read says so when it is started.
        }
    }
}
