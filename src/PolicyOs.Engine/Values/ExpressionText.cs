using PolicyOs.Expressions;

namespace PolicyOs.Engine.Values;

/// <summary>Words for conditions in CEL.</summary>
internal static class ExpressionText
{
    /// <summary>Why a condition has no answer: the sub-expression it failed in, and the reason. Holds no value of an argument.</summary>
    public static string WhyUndecided(string source, in CelResult result)
    {
        if (result.Error is not { } error)
        {
            return "its condition yields no bool";
        }

        return error.Offset >= 0 && error.Offset + error.Length <= source.Length
            ? $"`{source.Substring(error.Offset, error.Length)}`: {error.Message}"
            : error.Message;
    }
}
