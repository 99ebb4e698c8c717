using System.Globalization;
using FsCheck;
using Microsoft.FSharp.Core;

namespace PolicyOs.Testing;

/// <summary>
/// How properties are checked: with the same values in every run, so that a change is judged by what it changes. <c>POLICYOS_SEED</c> is
/// another seed, or <c>random</c> for new values, as in .ci/nightly.
/// </summary>
public static class Seeded
{
    private const ulong Usual = 20261121;

    private static readonly string? s_asked = Environment.GetEnvironmentVariable("POLICYOS_SEED");

    /// <summary>A configuration that throws at the first value for which the property does not hold, and says which.</summary>
    /// <param name="count">How many values.</param>
    /// <param name="run">Which of several runs side by side.</param>
    public static Config Times(int count, int run = 0)
    {
        Config config = Config.QuickThrowOnFailure.WithMaxTest(count);
        if (s_asked == "random")
        {
            return config;
        }

        ulong seed = ulong.TryParse(s_asked, NumberStyles.None, CultureInfo.InvariantCulture, out ulong given) ? given : Usual;
        return config.WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(seed + (ulong)run), FSharpOption<int>.None)));
    }
}
