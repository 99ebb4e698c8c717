namespace PolicyOs.Gateway.Observability;

/// <summary>
/// Whether anybody looks (spec 3.11). Off, which is the default, costs the reading of one field where something could be told; nothing is
/// made, no clock is read and no library is loaded.
/// </summary>
public static class Telemetry
{
    /// <summary>Whether spans and metrics are made.</summary>
    public static bool IsOn { get; private set; }

    /// <summary>Makes spans and metrics from now on, for whoever listens to <see cref="TelemetryNames.Source"/>. There is no way back.</summary>
    public static void TurnOn() => IsOn = true;
}
