using System.Text.Json;

namespace PolicyOs.EndToEnd.Tests.Onboarding;

/// <summary>A project of somebody who uses MCP servers already.</summary>
internal sealed class ProjectFolder : IDisposable
{
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("policyos-project-");

    /// <summary>An empty project.</summary>
    public ProjectFolder() => Path = Directory.CreateDirectory(System.IO.Path.Combine(_parent.FullName, "shop")).FullName;

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The command line of the fake upstream, as JSON members; TOML takes the same list.</summary>
    public static string FakeArguments(string mode = "normal") => JsonSerializer.Serialize(new[] { Executable.FakeUpstream, mode });

    /// <summary>A path in the project.</summary>
    public string At(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Writes a file.</summary>
    public ProjectFolder Write(string file, string text)
    {
        string path = At(file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    /// <summary>Runs `policyos` here; journals stay in the project.</summary>
    public Task<Command> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string?>(StringComparer.Ordinal), arguments);

    /// <summary>Runs `policyos` here with variables.</summary>
    public Task<Command> RunAsync(Dictionary<string, string?> variables, params string[] arguments)
    {
        variables["XDG_DATA_HOME"] = At("data");
        variables["XDG_CACHE_HOME"] = At("cache");
        return Command.RunInAsync(Path, variables, arguments);
    }

    /// <summary>Everything that is written below a folder of the project.</summary>
    public string AllText(string folder) => string.Join('\n', Directory.EnumerateFiles(At(folder), "*", SearchOption.AllDirectories).Select(File.ReadAllText));

    /// <inheritdoc/>
    public void Dispose() => _parent.Delete(recursive: true);
}
