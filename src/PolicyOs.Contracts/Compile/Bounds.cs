using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Syntax;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Contracts.Compile;

/// <summary>A lower bound above its upper bound leaves nothing.</summary>
internal static class Bounds
{
    internal static void Check(Located<JsonNumber>? least, Located<JsonNumber>? most, string lower, string upper, DiagnosticBag report)
    {
        if (least is not null && most is not null && least.Value > most.Value)
        {
            report.Add(Codes.EmptyRange, most.At, $"`{lower}` {least.Value} is above `{upper}` {most.Value}: nothing can pass");
        }
    }
}
