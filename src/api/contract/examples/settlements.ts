/** Settlements and agreed self-settlement, as the API reference shows them. */

export const settlementsExample = {
  settlements: [
    {
      id: "4d5f9361-4a88-437e-9218-3011d3815cc1",
      household: "H-0001",
      state: "requested",
      version: 2,
      municipality: "4601",
      persons: 1,
      arrived: 0,
      changedAt: "2024-11-18T14:56:00.848Z"
    },
    {
      id: "17631a65-5003-4b7a-ae57-b22baea345c4",
      household: "H-0002",
      state: "waiting",
      version: 1,
      municipality: null,
      persons: 9,
      arrived: 0,
      changedAt: "2024-11-18T14:55:55.117Z"
    }
  ]
} as const

export const settlementStateExample = { state: "move-agreed", version: 6 } as const

export const selfSettlementExample = {
  id: "3ee8afcf-7d7f-48cd-aede-ee3c21cc8407",
  state: "pending",
  version: 1
} as const

export const selfSettlementsExample = {
  selfSettlements: [
    {
      id: "e07ed76e-5c62-4e93-8f42-7308c6a5d383",
      municipality: "5001",
      reference: "2024/17",
      appliedOn: "2024-11-01",
      state: "pending",
      version: 1,
      lease: null
    },
    {
      id: "fcd0fe64-455a-4557-b9b5-bd117315fcb0",
      municipality: "5001",
      reference: "2024/18",
      appliedOn: "2024-11-01",
      state: "refused",
      version: 2,
      lease: null
    }
  ]
} as const

export const selfSettlementsOfRoundExample = {
  selfSettlements: [
    {
      id: "e07ed76e-5c62-4e93-8f42-7308c6a5d383",
      municipality: "5001",
      reference: "2024/17",
      appliedOn: "2024-11-01",
      state: "agreed",
      version: 4,
      lease: { checkedOn: "2024-11-15", suitable: true, rooms: 4, stepFree: false, availableFrom: "2024-12-15" },
      household: "H-0001",
      decision: { _tag: "agree", agreedOn: "2024-11-20" }
    },
    {
      id: "fcd0fe64-455a-4557-b9b5-bd117315fcb0",
      municipality: "5001",
      reference: "2024/18",
      appliedOn: "2024-11-01",
      state: "refused",
      version: 2,
      lease: null,
      household: "H-0003",
      decision: { _tag: "refuse", reason: "Kontrakt signert i kommunen, se vedlegg i saken." }
    }
  ]
} as const
