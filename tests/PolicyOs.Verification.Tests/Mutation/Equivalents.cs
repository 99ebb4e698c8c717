using PolicyOs.Contracts;
using PolicyOs.Contracts.Model;
using PolicyOs.Testing;

namespace PolicyOs.Verification.Tests.Mutation;

/// <summary>Mutants that change nothing which a golden task could see, each with its reason.</summary>
internal static class Equivalents
{
    // bundle, file: path, change or *, reason; between tabs
    private static readonly Lazy<string[][]> s_listed = new(() =>
        [.. File.ReadAllLines(RepositoryRoot.At("tests", "PolicyOs.Verification.Tests", "Mutation", "equivalents.txt")).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('|', StringSplitOptions.TrimEntries))]);

    /// <summary>Why a mutant is equivalent: the bundle says so of the rule, or the list of the mutant; null when neither does.</summary>
    public static string? Reason(WrittenBundle bundle, Mutant mutant) =>
        bundle.Load.Bundle!.GoldenEquivalents.FirstOrDefault(e => IsOrHolds(mutant.Place, e))?.Reason
        ?? s_listed.Value.FirstOrDefault(line => line[0] == bundle.Name && line[1] == mutant.Place && (line[2] == "*" || line[2] == mutant.Change))?[3];

    // An entry of one operator goes with its operator.
    private static bool IsOrHolds(string place, GoldenEquivalent equivalent) =>
        equivalent.Rule == place || (equivalent.Rule.StartsWith(place + ".", StringComparison.Ordinal) && place.EndsWith(']'));
}
