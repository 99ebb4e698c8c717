using PolicyOs.Contracts.Model;

namespace PolicyOs.Engine.State;

/// <summary>Whose calls of which tool a window counts.</summary>
/// <param name="Tool">Tool number.</param>
/// <param name="Principal">Empty when all of a tenant's, or everybody's, are counted together.</param>
internal readonly record struct RateKey(int Tool, string Principal)
{
    public static RateKey Of(int tool, RateLimitScope scope, string principal) =>
        new(tool, scope == RateLimitScope.Principal ? principal : string.Empty);
}
