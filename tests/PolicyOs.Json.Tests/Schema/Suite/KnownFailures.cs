using PolicyOs.Testing;

namespace PolicyOs.Json.Tests.Schema.Suite;

/// <summary>The optional tests that do not pass, each with its reason, from known-failures.txt.</summary>
internal static class KnownFailures
{
    private static readonly Lazy<IReadOnlyDictionary<(string Dialect, string Name), string>> Lines = new(Read);

    public static IEnumerable<(string Dialect, string Name)> All => Lines.Value.Keys;

    public static string? Reason(string dialect, string name) => Lines.Value.GetValueOrDefault((dialect, name));

    private static Dictionary<(string Dialect, string Name), string> Read() =>
        File.ReadLines(RepositoryRoot.At("tests", "PolicyOs.Json.Tests", "Schema", "Suite", "known-failures.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(" | "))
            .ToDictionary(parts => (parts[0], parts[1]), parts => parts[2]);
}
