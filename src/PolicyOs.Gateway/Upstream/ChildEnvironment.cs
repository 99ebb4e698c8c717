using System.Collections;

namespace PolicyOs.Gateway.Upstream;

/// <summary>The environment of an upstream process: an allow-list of the gateway's own, and what the contract names (spec 3.1).</summary>
internal static class ChildEnvironment
{
    // What a program needs to find its files, its temporary folder, its language and its runtime; nothing that tends to hold a credential.
    private static readonly string[] s_inherited =
    [
        "HOME", "LOGNAME", "PATH", "SHELL", "TERM", "USER", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "TEMP", "TMP",
        "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "DOTNET_ROOT",
        "APPDATA", "COMSPEC", "HOMEDRIVE", "HOMEPATH", "LOCALAPPDATA", "PATHEXT", "PROCESSOR_ARCHITECTURE", "PROGRAMDATA", "PROGRAMFILES",
        "SYSTEMDRIVE", "SYSTEMROOT", "USERNAME", "USERPROFILE", "WINDIR",
    ];

    /// <summary>Puts the allowed variables into <paramref name="target"/>.</summary>
    /// <param name="target">A process's environment; emptied first.</param>
    /// <param name="own">The gateway's.</param>
    /// <param name="declared">The contract's, with references already replaced; they win.</param>
    public static void Fill(IDictionary<string, string?> target, IDictionary own, IEnumerable<KeyValuePair<string, string>> declared)
    {
        target.Clear();
        foreach (string name in s_inherited)
        {
            // A value that is a shell function is code, not a setting.
            if (own[name] is string value && !value.StartsWith("()", StringComparison.Ordinal))
            {
                target[name] = value;
            }
        }

        foreach ((string name, string value) in declared)
        {
            target[name] = value;
        }
    }
}
