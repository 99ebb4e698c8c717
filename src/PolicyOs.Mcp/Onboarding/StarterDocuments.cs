using System.Collections.Immutable;

namespace PolicyOs.Mcp.Onboarding;

/// <summary>The two documents of a starter bundle. What only its owner can know is written as an open question.</summary>
internal static class StarterDocuments
{
    /// <summary>outcome_contract.md.</summary>
    public static string Outcome(string name) => $"""
        ---
        target_workflow: {YamlText.Of(name)}
        operator: {YamlText.Of(name + "-owner")}
        owner: {YamlText.Of(name + "-owner")}
        fallback: the work is done by hand
        review_cadence: weekly
        success_metrics:
          - name: calls that enforce would refuse
            target: explained, each one, before the mode changes
        ---

        # Job

        Open: which work is this agent given, and where does it end?

        # Success

        Open: what is there when the work is done, and who says so?

        # Fallback

        The gateway is taken out of the client's configuration and the work is done by hand.

        # Ownership

        Open: who answers for this contract? Until that is written here, {name}-owner stands for them.

        # Customer language

        Open: does anything that this agent does reach people outside, and what are they told?

        """;

    /// <summary>runbook.md.</summary>
    public static string Runbook(string name, ImmutableArray<ServerDraft> servers)
    {
        string[] variables = [.. servers.SelectMany(server => server.References.Select(reference => $"{reference.Variable} (server {server.Server.Name})"))];
        string secrets = variables.Length == 0 ? "None was found in the configuration that this bundle was made from." : "Set where policyos runs: " + string.Join(", ", variables) + ".";
        return $"""
            # Setup

            `policyos lock` this folder, then `policyos emit` it for the client, and take the servers below out of the client's own configuration:
            {string.Join(", ", servers.Select(server => server.Server.Name))}.

            # Secrets

            {secrets} They are references here and are never written into this folder.

            # Smoke

            `policyos test` on this folder, then `policyos doctor`.

            # Approvals

            In observe nobody is asked. In enforce a person at the client is asked about every write.

            # Incidents

            Stop the gateway: the agent then has none of these tools. `policyos audit show` says what was called.

            # Rollback

            Put the servers back into the client's configuration and take the gateway out.

            # Owners

            Open: who answers for {name}, and who for each server?

            # Review cadence

            Weekly, until the mode is enforce.

            # Known failures

            None is known yet. A server whose definitions change is quarantined until `policyos lock` has been asked to accept the change.

            # Evidence

            The journal has every call with its decision.

            """;
    }
}
