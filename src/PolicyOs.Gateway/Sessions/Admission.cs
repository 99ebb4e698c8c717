using PolicyOs.Gateway.Client;

namespace PolicyOs.Gateway.Sessions;

/// <summary>The session that a request belongs to, or why there is none.</summary>
/// <param name="Host">Entered; to be left by who asked.</param>
/// <param name="Refusal">For the client.</param>
internal readonly record struct Admission(SessionHost? Host, ClientAnswer.Error? Refusal);
