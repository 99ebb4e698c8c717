using System.Runtime.CompilerServices;
using PolicyOs.Testing;

namespace PolicyOs.EndToEnd.Tests;

/// <summary>A test that belongs to long runs; in a short one it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Skip = LongRuns.Included ? null : LongRuns.Reason;
    }
}
