using System.Diagnostics;
using System.Globalization;
using System.Text;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Tests.Cases;
using PolicyOs.Testing;

namespace PolicyOs.Contracts.Tests.Mutation;

/// <summary>
/// Mutated bundles never throw and never take long. Some hundreds by default, 2,000 in CI; all 100,000 with
/// <c>POLICYOS_MUTATIONS=100000 dotnet test tests/PolicyOs.Contracts.Tests --filter Mutation</c>.
/// </summary>
public sealed class MutationTests
{
    private const int Seed = 20261121;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>The first mutation that is made, so that a long run can be made in pieces: <c>POLICYOS_MUTATIONS_FROM=20000</c>.</summary>
    private static readonly int From =
        int.TryParse(Environment.GetEnvironmentVariable("POLICYOS_MUTATIONS_FROM"), CultureInfo.InvariantCulture, out int from) ? from : 0;

    private static readonly int Count = LongRuns.Size("POLICYOS_MUTATIONS", 400, 2_000);

    private static readonly string[] Tokens =
        ["~", "[]", "{}", "- ", ": ", "&a ", "*a", "!x ", "|\n", "\t", "\"", "'", "#", "<<: ", "9e999999", "-1", "0", "true", "\0", "\uFEFF", "${env:", "$..[", "(?=", "\u2028", "---\n", "...\n"];

    [Fact]
    public void Mutation_OfBytesAndLines_NeverThrowsAndNeverTakesLong()
    {
        List<Dictionary<string, byte[]>> bundles = [.. Originals()];
        _ = InMemory.Load(bundles[0]);
        for (int i = From; i < From + Count; i++)
        {
            var random = new Random(Seed + i);
            var files = new Dictionary<string, byte[]>(bundles[random.Next(bundles.Count)], StringComparer.Ordinal);
            for (int n = random.Next(1, 4); n > 0; n--)
            {
                string path = files.Keys.Order(StringComparer.Ordinal).ElementAt(random.Next(files.Count));
                files[path] = random.Next(2) == 0 ? MutateBytes(files[path], random) : MutateLines(files[path], random);
            }

            BundleLoad load;
            TimeSpan took;
            try
            {
                load = Timed(files, out took);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"mutation {i} threw:\n{string.Join('\n', files.Select(f => $"--- file {f.Key}\n{Encoding.UTF8.GetString(f.Value)}"))}", e);
            }

            // A busy machine can hold a process up; a bundle that is slow is slow again.
            Assert.True(took < Longest || (Timed(files, out TimeSpan again) is not null && again < Longest), $"mutation {i} took {took}");
            Assert.Equal(load.Bundle is null, load.Diagnostics.Any(d => d.Severity == Severity.Error));
        }
    }

    private static BundleLoad Timed(Dictionary<string, byte[]> files, out TimeSpan took)
    {
        long start = Stopwatch.GetTimestamp();
        BundleLoad load = InMemory.Load(files);
        took = Stopwatch.GetElapsedTime(start);
        return load;
    }

    private static IEnumerable<Dictionary<string, byte[]>> Originals()
    {
        yield return Bytes(BundleText.Base);
        foreach (string area in DiagnosticCase.Areas)
        {
            foreach (DiagnosticCase c in DiagnosticCase.In(area).Where(c => c.Code is null))
            {
                yield return Bytes(c.Bundle);
            }
        }

        string shipped = RepositoryRoot.At("bundles");
        foreach (string folder in Directory.Exists(shipped) ? Directory.EnumerateDirectories(shipped).Order(StringComparer.Ordinal).ToArray() : [])
        {
            yield return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(f => f.EndsWith(".yaml", StringComparison.Ordinal) || f.EndsWith(".md", StringComparison.Ordinal))
                .ToDictionary(f => Path.GetRelativePath(folder, f).Replace('\\', '/'), File.ReadAllBytes, StringComparer.Ordinal);
        }
    }

    private static Dictionary<string, byte[]> Bytes(BundleText bundle) =>
        bundle.Files.ToDictionary(f => f.Key, f => Encoding.UTF8.GetBytes(f.Value), StringComparer.Ordinal);

    private static byte[] MutateBytes(byte[] bytes, Random random)
    {
        var list = bytes.ToList();
        int at = random.Next(list.Count + 1);
        switch (random.Next(5))
        {
            case 0 when at < list.Count:
                list[at] = (byte)random.Next(256);
                break;
            case 1:
                list.Insert(at, (byte)random.Next(128));
                break;
            case 2 when at < list.Count:
                list.RemoveRange(at, Math.Min(list.Count - at, random.Next(1, 20)));
                break;
            case 3:
                list.RemoveRange(at, list.Count - at);
                break;
            default:
                list.InsertRange(at, Encoding.UTF8.GetBytes(Tokens[random.Next(Tokens.Length)]));
                break;
        }

        return [.. list];
    }

    private static byte[] MutateLines(byte[] bytes, Random random)
    {
        var lines = Encoding.UTF8.GetString(bytes).Split('\n').ToList();
        int at = random.Next(lines.Count);
        int other = random.Next(lines.Count);
        switch (random.Next(6))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(other, lines[at]);
                break;
            case 2:
                (lines[at], lines[other]) = (lines[other], lines[at]);
                break;
            case 3:
                lines[at] = new string(' ', random.Next(1, 5)) + lines[at];
                break;
            case 4:
                lines[at] = lines[at].TrimStart();
                break;
            default:
                int colon = lines[at].IndexOf(':', StringComparison.Ordinal);
                lines[at] = lines[at][..(colon + 1)] + " " + Tokens[random.Next(Tokens.Length)];
                break;
        }

        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }
}
