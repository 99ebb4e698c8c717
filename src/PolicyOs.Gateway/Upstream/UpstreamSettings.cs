using System.Collections;
using PolicyOs.Gateway.Upstream.Http;
using PolicyOs.Json.Strict;

namespace PolicyOs.Gateway.Upstream;

/// <summary>What upstream connections need from the process around them.</summary>
/// <param name="Self">This executable, for <c>command: policyos</c>.</param>
/// <param name="Environment">The gateway's own environment.</param>
/// <param name="Edge">The strict edge of both directions.</param>
/// <param name="Time">Timeouts and backoff.</param>
/// <param name="Eras">Which eras servers were found to speak.</param>
internal sealed record UpstreamSettings(SelfCommand Self, IDictionary Environment, StrictOptions Edge, TimeProvider Time, EraMemory Eras)
{
    /// <summary>The connections over HTTP; shared by sessions that share this.</summary>
    public HttpDials Dials { get; init; } = new();
}
