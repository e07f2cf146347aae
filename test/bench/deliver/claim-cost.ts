export async function claimSlowdown(_f: string): Promise<number> { return 0; }
