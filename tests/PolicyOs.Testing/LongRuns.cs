using System.Globalization;

namespace PolicyOs.Testing;

/// <summary>
/// Runs that a change waits for in <c>.ci/run</c> and not at every <c>dotnet test</c>: <c>POLICYOS_LONG_RUNS=1 dotnet test …</c> has them too.
/// What is long leaves something of its kind in the short run: a row, a part, a smaller size.
/// </summary>
public static class LongRuns
{
    /// <summary>Why a test is skipped.</summary>
    public const string Reason = "long: run by .ci/run, and by POLICYOS_LONG_RUNS=1 dotnet test";

    /// <summary>Whether they are asked for.</summary>
    public static bool Included { get; } = Environment.GetEnvironmentVariable("POLICYOS_LONG_RUNS") == "1";

    /// <summary>How much of something is tried.</summary>
    /// <param name="variable">The environment variable that says it for this one; it comes first.</param>
    /// <param name="shortly">Otherwise, in a short run.</param>
    /// <param name="long">Otherwise, in a long one.</param>
    public static int Size(string variable, int shortly, int @long) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int asked) ? asked : Included ? @long : shortly;

    /// <summary>All in a long run, one of every so many otherwise.</summary>
    public static IEnumerable<T> Some<T>(IEnumerable<T> all, int oneOf) => Included ? all : all.Where((_, i) => i % oneOf == 0);
}
